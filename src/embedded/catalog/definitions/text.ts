import { v3 } from '../definition';

/** Definitions of the classes for text as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const TEXT_DEFINITIONS = {
  StringFormat: v3('StringFormat', {
    display_name: 'Format Text',
    description: "Fills values into a template in the way of Python's format strings.",
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        values: [
          'COMFY_AUTOGROW_V3',
          {
            template: {
              input: { required: { value: ['*', {}] } },
              names: [
                'a',
                'b',
                'c',
                'd',
                'e',
                'f',
                'g',
                'h',
                'i',
                'j',
                'k',
                'l',
                'm',
                'n',
                'o',
                'p',
                'q',
                'r',
                's',
                't',
                'u',
                'v',
                'w',
                'x',
                'y',
                'z',
              ],
              min: 0,
            },
          },
        ],
        f_string: ['STRING', { default: '{a}', multiline: true }],
      },
    },
    output: ['STRING'],
    search_aliases: ['string', 'format'],
  }),

  StringConcatenate: v3('StringConcatenate', {
    display_name: 'Concatenate Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string_a: ['STRING', { multiline: true }],
        string_b: ['STRING', { multiline: true }],
        delimiter: ['STRING', { default: '', multiline: false }],
      },
    },
    output: ['STRING'],
    search_aliases: [
      'concatenate',
      'text concat',
      'join text',
      'merge text',
      'combine strings',
      'string concat',
      'append text',
      'combine text',
    ],
  }),

  StringSubstring: v3('StringSubstring', {
    display_name: 'Substring',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: { required: { string: ['STRING', { multiline: true }], start: ['INT', {}], end: ['INT', {}] } },
    output: ['STRING'],
    search_aliases: ['substring', 'extract text', 'text portion'],
  }),

  StringLength: v3('StringLength', {
    display_name: 'Text Length',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: { required: { string: ['STRING', { multiline: true }] } },
    output: ['INT'],
    output_name: ['length'],
    search_aliases: ['character count', 'text size', 'string length'],
  }),

  CaseConverter: v3('CaseConverter', {
    display_name: 'Convert Text Case',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string: ['STRING', { multiline: true }],
        mode: ['COMBO', { multiselect: false, options: ['UPPERCASE', 'lowercase', 'Capitalize', 'Title Case'] }],
      },
    },
    output: ['STRING'],
    search_aliases: ['case converter', 'text case', 'uppercase', 'lowercase', 'capitalize'],
  }),

  StringTrim: v3('StringTrim', {
    display_name: 'Trim Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: { string: ['STRING', { multiline: true }], mode: ['COMBO', { multiselect: false, options: ['Both', 'Left', 'Right'] }] },
    },
    output: ['STRING'],
    search_aliases: ['trim', 'clean whitespace', 'remove whitespace', 'remove spaces', 'strip'],
  }),

  StringReplace: v3('StringReplace', {
    display_name: 'Replace Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string: ['STRING', { multiline: true }],
        find: ['STRING', { multiline: true }],
        replace: ['STRING', { multiline: true }],
      },
    },
    output: ['STRING'],
    search_aliases: ['replace', 'find and replace', 'substitute', 'swap text'],
  }),

  StringContains: v3('StringContains', {
    display_name: 'Contains Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string: ['STRING', { multiline: true }],
        substring: ['STRING', { multiline: true }],
        case_sensitive: ['BOOLEAN', { advanced: true, default: true }],
      },
    },
    output: ['BOOLEAN'],
    output_name: ['contains'],
    search_aliases: ['contains', 'text includes', 'string includes'],
  }),

  StringCompare: v3('StringCompare', {
    display_name: 'Compare Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string_a: ['STRING', { multiline: true }],
        string_b: ['STRING', { multiline: true }],
        mode: ['COMBO', { multiselect: false, options: ['Starts With', 'Ends With', 'Equal'] }],
        case_sensitive: ['BOOLEAN', { advanced: true, default: true }],
      },
    },
    output: ['BOOLEAN'],
    search_aliases: ['compare', 'text match', 'string equals', 'starts with', 'ends with'],
  }),

  RegexMatch: v3('RegexMatch', {
    display_name: 'Match Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string: ['STRING', { multiline: true }],
        regex_pattern: ['STRING', { multiline: true }],
        case_insensitive: ['BOOLEAN', { advanced: true, default: true }],
        multiline: ['BOOLEAN', { advanced: true, default: false }],
        dotall: ['BOOLEAN', { advanced: true, default: false }],
      },
    },
    output: ['BOOLEAN'],
    output_name: ['matches'],
    search_aliases: ['regex match', 'regex', 'pattern match', 'text contains', 'string match'],
  }),

  RegexExtract: v3('RegexExtract', {
    display_name: 'Extract Text',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string: ['STRING', { multiline: true }],
        regex_pattern: ['STRING', { multiline: true }],
        mode: ['COMBO', { multiselect: false, options: ['First Match', 'All Matches', 'First Group', 'All Groups'] }],
        case_insensitive: ['BOOLEAN', { advanced: true, default: true }],
        multiline: ['BOOLEAN', { advanced: true, default: false }],
        dotall: ['BOOLEAN', { advanced: true, default: false }],
        group_index: ['INT', { advanced: true, default: 1, min: 0, max: 100 }],
      },
    },
    output: ['STRING'],
    search_aliases: ['regex extract', 'regex', 'pattern extract', 'text parser', 'parse text'],
  }),

  RegexReplace: v3('RegexReplace', {
    display_name: 'Replace Text (Regex)',
    description: 'Replaces what a regular expression finds.',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: {
      required: {
        string: ['STRING', { multiline: true }],
        regex_pattern: ['STRING', { multiline: true }],
        replace: ['STRING', { multiline: true }],
      },
      optional: {
        case_insensitive: ['BOOLEAN', { advanced: true, default: true }],
        multiline: ['BOOLEAN', { advanced: true, default: false }],
        dotall: ['BOOLEAN', { tooltip: 'Lets the dot stand for line breaks too.', advanced: true, default: false }],
        count: ['INT', { tooltip: 'How many matches to replace at most; 0 replaces all.', advanced: true, default: 0, min: 0, max: 100 }],
      },
    },
    output: ['STRING'],
    search_aliases: ['regex replace', 'regex', 'pattern replace', 'substitution'],
  }),

  JsonExtractString: v3('JsonExtractString', {
    display_name: 'Extract Text from JSON',
    python_module: 'comfy_extras.nodes_string',
    category: 'text',
    input: { required: { json_string: ['STRING', { multiline: true }], key: ['STRING', { multiline: false }] } },
    output: ['STRING'],
    search_aliases: ['json', 'extract json', 'parse json', 'json value', 'read json'],
  }),
};
