//! Text that outlives a translation of the page.

use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{Rndr, types};
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// The whole text of an element.
///
/// A browser that translates a page puts elements of its own into the places of texts. Leptos would go on writing into the text
/// that is gone, and a reader of the translation would find nothing read for ever. This writes into the element, whatever is
/// in it by then; the browser translates that in turn.
#[derive(Debug)]
pub struct SoleText(pub String);

leptos::tachys::no_attrs!(SoleText);

/// What is kept of a [`SoleText`] on the page.
pub struct SoleTextState {
    text: <String as Render>::State,
    element: Option<types::Node>,
    words: String,
}

impl Render for SoleText {
    type State = SoleTextState;

    fn build(self) -> Self::State {
        SoleTextState { text: self.0.clone().build(), element: None, words: self.0 }
    }

    fn rebuild(self, state: &mut Self::State) {
        // The same words are left as they are: WebKit makes no click of a press and a release on either side of a change.
        if self.0 != state.words {
            if let Some(element) = &state.element {
                element.set_text_content(Some(&self.0));
            }
            state.words = self.0;
        }
    }
}

impl RenderHtml for SoleText {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.0.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        let text = self.0.clone().hydrate::<FROM_SERVER>(cursor, position);
        SoleTextState { text, element: Rndr::get_parent(&cursor.current()), words: self.0 }
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}

impl Mountable for SoleTextState {
    fn unmount(&mut self) {
        self.text.unmount();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.text.mount(parent, marker);
        self.element = Some(parent.clone().into());
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.text.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        Vec::new()
    }
}
