//! The glossary as pop-ups.

use crate::model::explainer::Explainer;
use crate::view::prose::popover_id;
use leptos::prelude::*;

/// One pop-up for each term that the text marks, shared by all its uses.
///
/// It takes the focus when it opens, so that a screen reader reads it at once. In a frame of another site the attribute alone
/// would have Chromium complain on the host's console; the bridge sets it there when it is needed.
#[component]
pub fn Popovers<'a>(
    /// The explainer whose terms are explained.
    explainer: &'a Explainer,
    /// Whether the page is for the frames of others.
    #[prop(default = false)]
    framed: bool,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let popovers = explainer
        .terms
        .iter()
        .filter(|term| !term.used_in.is_empty())
        .map(|term| {
            let id = popover_id(&term.id.0);
            let name = format!("{id}-name");
            let (id_again, name_again) = (id.clone(), name.clone());
            view! {
                <div class="popover" popover id=id role="dialog" aria-labelledby=name tabindex="-1" autofocus=!framed>
                    <p class="popover__name" id=name_again>{term.name.clone()}</p>
                    <p>{term.text.clone()}</p>
                    <a href=format!("#glossary--{}", term.id.0)>{lang.words().in_glossary}</a>
                    <button
                        type="button"
                        class="popover__close"
                        popovertarget=id_again
                        popovertargetaction="hide"
                        aria-label=lang.words().close
                    ></button>
                </div>
            }
        })
        .collect_view();
    view! { <div class="popovers">{popovers}</div> }
}
