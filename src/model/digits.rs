//! Numbers as text.

/// A number in digits, of radix 10 or 16.
///
/// By hand, as all text that the browser half makes is put together without `format!` and `to_string`: for an integer each
/// of them links the machinery of `std::fmt` as a whole.
pub fn digits(mut number: usize, radix: usize) -> String {
    let mut digits = String::new();
    loop {
        digits.insert(0, char::from(b"0123456789abcdef"[number % radix]));
        number /= radix;
        if number == 0 {
            return digits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn digits_are_those_that_the_standard_library_writes(number in 0..=u32::MAX as usize) {
            prop_assert_eq!(digits(number, 10), format!("{number}"));
            prop_assert_eq!(digits(number, 16), format!("{number:x}"));
        }
    }
}
