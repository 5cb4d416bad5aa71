//! Urdu, in the plain words of a newsroom. Sentences end with `۔`, lists are parted by `،`, months are Gregorian.
//!
//! The words are ours and await a native reader's check.

use super::Words;
use crate::model::explainer::TieKind;
use crate::model::phrases::Phrase;

/// The words.
pub const WORDS: Words = Words {
    tag: "ur",
    dir: "rtl",
    phrase,

    stop: "۔",
    colon: ": ",
    and: " اور ",
    // In words: a dash between numbers would be read in whichever direction the line runs.
    range: "{0} تا {1}",
    quoted: "“{0}”",
    thousands: ",",

    months: MONTHS,
    // As CLDR has it: Urdu does not shorten them.
    months_short: MONTHS,
    first: "1",
    day: "{0} {1} {2}",
    day_short: "{0} {1}",
    month: "{0} {1}",
    early: "{0} کے اوائل",
    mid: "{0} کے وسط",
    late: "{0} کے اواخر",
    by: "{0} تک",
    from_to: "{0} سے {1} تک",
    as_of: "{0} تک کی معلومات",

    explainer: "وضاحت",
    explainers: "وضاحتیں",
    byline: "{0} کے جوابات سے ماخوذ",
    your_reading: "آپ کا مطالعہ",
    minutes_short: "{0} منٹ",
    gaps: "ماخذ کیا نہیں بتاتا",
    cites: "{2} کے پیراگراف {1} پر مبنی۔",
    the_source: "ماخذ",
    timeline: "ٹائم لائن",
    who_is_who: "کون کیا ہے",
    pictures: "ایک نظر میں:",
    // A verb would stand behind both names; so each is what the one has, with the other behind the colon.
    tie: |kind| match kind {
        TieKind::AffiliateOf => "کی وابستگی:",
        TieKind::RivalOf => "کا حریف:",
        TieKind::DrewMembersFrom => "کے ارکان یہاں سے آئے:",
        TieKind::SupportedBy => "کا حامی:",
        TieKind::Fought => "کی لڑائی ان سے:",
        TieKind::TriedToRecruitFrom => "کی بھرتی کی کوشش یہاں سے:",
    },
    glossary: "فرہنگ",
    also: "نیز {0}",
    introduction: "تعارف",
    question: "سوال {0}",
    in_glossary: "فرہنگ میں دیکھیں",
    explain: "{0} کی وضاحت",
    close: "بند کریں",
    sources: "ماخذ|مآخذ",
    own_words: "اس کا واحد پیراگراف یہاں ہمارے اپنے الفاظ میں بیان ہوا ہے۔|اس کے {0} پیراگراف یہاں ہمارے اپنے الفاظ میں بیان ہوئے ہیں۔",
    changes: "تبدیلیاں",
    correction: "تصحیح۔ ",
    pass_on: "یہ صفحہ ایک فائل میں محفوظ کریں",
    pass_on_why: "({0} کلو بائٹ، رکھنے یا آگے بھیجنے کے لیے؛ یہ فائل انٹرنیٹ کے بغیر کھلتی ہے)",
    glossary_and_sources: "فرہنگ اور مآخذ",
    full_explainer: "مکمل وضاحت (نئے ٹیب میں کھلتی ہے)",
    full_page: "الگ صفحے پر پڑھیں (نئے ٹیب میں کھلتا ہے)",
    embed_this: "یہ وضاحت اپنے صفحے میں شامل کریں",
    card: "کارڈ: {0} وضاحت، {1} تک کی معلومات، {2}۔",
    search: "تمام جوابات اور اصطلاحات میں تلاش",
    found: "{0} نتیجہ|{0} نتائج",
    found_nothing: "یہاں یہ الفاظ کہیں نہیں ہیں۔",
    search_failed: "تلاش لوڈ نہ ہو سکی۔ کنکشن کے ساتھ دوبارہ کوشش کریں۔",
    not_stored: "یہ صفحہ یہاں محفوظ نہیں، اور کنکشن موجود نہیں",
    not_found: "ایسا کوئی صفحہ نہیں ہے",
    to_explainers: "تمام وضاحتوں کی طرف",
};

const MONTHS: [&str; 12] = [
    "جنوری",
    "فروری",
    "مارچ",
    "اپریل",
    "مئی",
    "جون",
    "جولائی",
    "اگست",
    "ستمبر",
    "اکتوبر",
    "نومبر",
    "دسمبر",
];

fn phrase(phrase: Phrase) -> &'static str {
    match phrase {
        // CLDR, plural rules for `ur`: one is i = 1 and v = 0.
        Phrase::One => "1",
        Phrase::Comma => "، ",
        Phrase::Minutes => "تقریباً {0} منٹ",
        Phrase::Size => "{0} سوال، {2}|{0} سوالات، {2}",
        Phrase::Progress => "{0} میں سے {1} پڑھ لیے، {2} باقی",
        Phrase::AllRead => "جواب پڑھ لیا|تمام {0} جواب پڑھ لیے",
        Phrase::New => "نیا",
        Phrase::Begun => "شروع کیا",
        Phrase::Read => "پڑھ لیا",
        Phrase::Updated => "آپ کے پڑھنے کے بعد تبدیل ہوا",
        Phrase::OpenAll => "سب کھولیں",
        Phrase::CloseAll => "سب بند کریں",
        Phrase::Resume => "سوال {0} سے جاری رکھیں",
        Phrase::MarkRead => "پڑھا ہوا قرار دیں",
        Phrase::MarkUnread => "نہ پڑھا ہوا قرار دیں",
        Phrase::CopyLink => "اس جواب کا لنک",
        Phrase::StartAgain => "نئے سرے سے شروع کریں",
        Phrase::Undo => "واپس لائیں",
        Phrase::KeepingUnknown => "آپ کے مطالعے کی کوئی بات اس آلے سے باہر نہیں جاتی۔",
        Phrase::KeepingKept => {
            "آپ نے جو پڑھا وہ صرف اسی براؤزر میں محفوظ رہتا ہے اور کبھی بھیجا نہیں جاتا۔ کچھ براؤزر ایک ہفتہ نہ آنے پر اسے بھول جاتے ہیں۔"
        }
        Phrase::KeepingDenied => {
            "یہ براؤزر صفحے کو یہ محفوظ کرنے نہیں دیتا کہ آپ نے کیا پڑھا۔ آپ کے جانے پر یہ مٹ جائے گا۔"
        }
        Phrase::KeepingFull => {
            "اس براؤزر میں گنجائش ختم ہو گئی ہے: اس کے بعد آپ نے جو پڑھا وہ آپ کے جانے پر مٹ جائے گا۔"
        }
        Phrase::KeepingNewer => {
            "آپ نے جو پڑھا وہ اس صفحے کے ایک نئے نسخے نے محفوظ کیا ہے۔ یہ نسخہ اسے نہیں چھیڑتا۔"
        }
        Phrase::KeepingDamaged => {
            "جو محفوظ تھا وہ پڑھا نہیں جا سکا۔ اسے الگ رکھ دیا گیا ہے اور یہ صفحہ نئے سرے سے شروع ہوتا ہے، صرف اسی براؤزر میں۔"
        }
        Phrase::AnswerRead => "جواب پڑھ لیا گیا: {1} میں سے {0}۔",
        Phrase::MarkedRead => "پڑھا ہوا قرار دیا گیا: {1} میں سے {0}۔",
        Phrase::MarkedUnread => "نہ پڑھا ہوا قرار دیا گیا: {1} میں سے {0} پڑھا۔|نہ پڑھا ہوا قرار دیا گیا: {1} میں سے {0} پڑھے۔",
        Phrase::Cleared => "پیش رفت مٹا دی گئی۔ آپ اسے واپس لا سکتے ہیں۔",
        Phrase::Restored => "پیش رفت واپس آ گئی۔",
        Phrase::LinkCopied => "لنک کاپی ہو گیا۔",
        Phrase::LinkShown => "لنک ایڈریس بار میں ہے۔",
        Phrase::AllOpened => "تمام جواب کھلے ہیں۔",
        Phrase::AllClosed => "تمام جواب بند ہیں۔",
        Phrase::Saved => "آف لائن پڑھنے کے لیے محفوظ ہے۔",
        Phrase::SwitchedSame => "یہ نیا نسخہ ہے۔ کوئی جواب تبدیل نہیں ہوا۔",
        Phrase::SwitchedOne => "یہ نیا نسخہ ہے۔ تبدیل شدہ: سوال {0}۔",
        Phrase::SwitchedSeveral => "یہ نیا نسخہ ہے۔ تبدیل شدہ: سوالات {0}۔",
        Phrase::Disconnected => "آپ آف لائن ہیں: یہ {0} کا نسخہ ہے۔",
        Phrase::Newer => "نیا نسخہ تیار ہے۔",
        Phrase::Switch => "دکھائیں",
    }
}
