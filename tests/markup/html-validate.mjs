// What html-validate is asked (tests/markup.rs), and why not all of it.
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:browser', 'html-validate:document'],
  rules: {
    // Boxes of one question have one name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    // HTML's own default is what is meant.
    'no-implicit-input-type': 'off',
    // Safari takes a list without marks for none unless its role is said. vnu knows the same rule, and is told where not to.
    'no-redundant-role': 'off',
    'prefer-native-element': ['error', { exclude: ['list'] }],
    // What comes from the page's own server is bound to it by the page's policy.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
};
