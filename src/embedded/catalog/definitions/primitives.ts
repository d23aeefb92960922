import { v3 } from '../definition';
import { INT64_MAX } from './constants';

/** Definitions of the classes for primitives as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const PRIMITIVES_DEFINITIONS = {
  PrimitiveInt: v3('PrimitiveInt', {
    display_name: 'Int',
    python_module: 'comfy_extras.nodes_primitive',
    category: 'utilities/primitive',
    input: { required: { value: ['INT', { min: -INT64_MAX, max: INT64_MAX, control_after_generate: 'fixed' }] } },
    output: ['INT'],
  }),

  PrimitiveFloat: v3('PrimitiveFloat', {
    display_name: 'Float',
    python_module: 'comfy_extras.nodes_primitive',
    category: 'utilities/primitive',
    input: { required: { value: ['FLOAT', { min: -INT64_MAX, max: INT64_MAX, step: 0.1 }] } },
    output: ['FLOAT'],
  }),

  PrimitiveString: v3('PrimitiveString', {
    display_name: 'Text',
    python_module: 'comfy_extras.nodes_primitive',
    category: 'utilities/primitive',
    input: { required: { value: ['STRING', { multiline: false }] } },
    output: ['STRING'],
    search_aliases: ['text', 'string', 'text box', 'prompt'],
  }),

  PrimitiveStringMultiline: v3('PrimitiveStringMultiline', {
    display_name: 'Text (Multiline)',
    python_module: 'comfy_extras.nodes_primitive',
    category: 'utilities/primitive',
    input: { required: { value: ['STRING', { multiline: true }] } },
    output: ['STRING'],
    search_aliases: ['text', 'string', 'text multiline', 'string multiline', 'text box', 'prompt'],
    essentials_category: 'Basics',
  }),

  PrimitiveBoolean: v3('PrimitiveBoolean', {
    display_name: 'Boolean',
    python_module: 'comfy_extras.nodes_primitive',
    category: 'utilities/primitive',
    input: { required: { value: ['BOOLEAN', {}] } },
    output: ['BOOLEAN'],
  }),

  PrimitiveBoundingBox: v3('PrimitiveBoundingBox', {
    display_name: 'Bounding Box',
    python_module: 'comfy_extras.nodes_images',
    category: 'utilities/primitive',
    input: {
      required: {
        x: ['INT', { default: 0, min: 0, max: 16384 }],
        y: ['INT', { default: 0, min: 0, max: 16384 }],
        width: ['INT', { default: 512, min: 1, max: 16384 }],
        height: ['INT', { default: 512, min: 1, max: 16384 }],
      },
    },
    output: ['BOUNDING_BOX'],
  }),

  ComfySwitchNode: v3('ComfySwitchNode', {
    display_name: 'If/Else Switch',
    python_module: 'comfy_extras.nodes_logic',
    category: 'utilities/logic',
    input: {
      required: {
        switch: ['BOOLEAN', {}],
        on_false: ['COMFY_MATCHTYPE_V3', { lazy: true, template: { template_id: 'switch', allowed_types: '*' } }],
        on_true: ['COMFY_MATCHTYPE_V3', { lazy: true, template: { template_id: 'switch', allowed_types: '*' } }],
      },
    },
    output: ['COMFY_MATCHTYPE_V3'],
    output_name: ['output'],
    output_matchtypes: ['switch'],
    experimental: true,
    search_aliases: ['if', 'then', 'switch', 'conditional', 'branch'],
  }),

  CustomCombo: v3('CustomCombo', {
    display_name: 'Custom Combo',
    python_module: 'comfy_extras.nodes_logic',
    category: 'utilities',
    input: { required: { choice: ['COMBO', { multiselect: false, options: [] }] } },
    output: ['STRING', 'INT'],
    output_name: ['STRING', 'INDEX'],
    experimental: true,
  }),

  ComfyNotNode: v3('ComfyNotNode', {
    display_name: 'Not',
    description: 'True when the value counts as false in Python, and the other way round.',
    python_module: 'comfy_extras.nodes_logic',
    category: 'utilities/logic',
    input: { required: { value: ['*', {}] } },
    output: ['BOOLEAN'],
    search_aliases: ['invert', 'toggle', 'negate', 'flip boolean'],
  }),

  ComfyAndNode: v3('ComfyAndNode', {
    display_name: 'And',
    description: 'True when every value counts as true in Python.',
    python_module: 'comfy_extras.nodes_logic',
    category: 'utilities/logic',
    input: {
      required: {
        values: ['COMFY_AUTOGROW_V3', { template: { input: { required: { value: ['*', {}] } }, prefix: 'value', min: 1, max: 10 } }],
      },
    },
    output: ['BOOLEAN'],
    search_aliases: ['all', 'every'],
  }),

  ComfyOrNode: v3('ComfyOrNode', {
    display_name: 'Or',
    description: 'True when at least one value counts as true in Python.',
    python_module: 'comfy_extras.nodes_logic',
    category: 'utilities/logic',
    input: {
      required: {
        values: ['COMFY_AUTOGROW_V3', { template: { input: { required: { value: ['*', {}] } }, prefix: 'value', min: 1, max: 10 } }],
      },
    },
    output: ['BOOLEAN'],
    search_aliases: ['any', 'some'],
  }),

  ComfyMathExpression: v3('ComfyMathExpression', {
    display_name: 'Math Expression',
    python_module: 'comfy_extras.nodes_math',
    category: 'utilities',
    input: {
      required: {
        expression: ['STRING', { default: 'a + b', multiline: true }],
        values: [
          'COMFY_AUTOGROW_V3',
          {
            template: {
              input: { required: { value: ['FLOAT,INT,BOOLEAN', {}] } },
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
              min: 1,
            },
          },
        ],
      },
    },
    output: ['FLOAT', 'INT', 'BOOLEAN'],
    output_name: ['FLOAT', 'INT', 'BOOL'],
    search_aliases: ['expression', 'formula', 'calculate', 'calculator', 'eval', 'math'],
  }),

  ComfyNumberConvert: v3('ComfyNumberConvert', {
    display_name: 'Convert Number',
    python_module: 'comfy_extras.nodes_number_convert',
    category: 'utilities',
    input: { required: { value: ['INT,FLOAT,STRING,BOOLEAN', { display_name: 'value' }] } },
    output: ['FLOAT', 'INT'],
    search_aliases: [
      'int to float',
      'float to int',
      'number convert',
      'int2float',
      'float2int',
      'cast',
      'parse number',
      'string to number',
      'bool to int',
    ],
  }),

  CreateList: v3('CreateList', {
    display_name: 'Create List',
    python_module: 'comfy_extras.nodes_toolkit',
    category: 'utilities',
    input: {
      required: {
        inputs: [
          'COMFY_AUTOGROW_V3',
          {
            template: {
              input: { required: { input: ['COMFY_MATCHTYPE_V3', { template: { template_id: 'type', allowed_types: '*' } }] } },
              prefix: 'input',
              min: 1,
              max: 10,
            },
          },
        ],
      },
    },
    is_input_list: true,
    output: ['COMFY_MATCHTYPE_V3'],
    output_name: ['list'],
    output_is_list: [true],
    output_matchtypes: ['type'],
    search_aliases: ['Image Iterator', 'Text Iterator', 'Iterator'],
  }),

  SeedNode: v3('SeedNode', {
    display_name: 'Seed',
    python_module: 'comfy_extras.nodes_seed',
    category: 'utilities',
    input: { required: { seed: ['INT', { min: 0, max: INT64_MAX, control_after_generate: 'fixed' }] } },
    output: ['INT'],
    output_name: ['seed'],
    search_aliases: ['seed', 'random'],
  }),

  ResolutionSelector: v3('ResolutionSelector', {
    display_name: 'Resolution Selector',
    description: 'Works out width and height from proportions and megapixels, for an empty latent.',
    python_module: 'comfy_extras.nodes_resolution',
    category: 'utilities',
    input: {
      required: {
        aspect_ratio: [
          'COMBO',
          {
            tooltip: 'Proportions of the picture.',
            default: '1:1 (Square)',
            multiselect: false,
            options: [
              '1:1 (Square)',
              '2:3 (Portrait Photo)',
              '3:2 (Photo)',
              '3:4 (Portrait Standard)',
              '4:3 (Standard)',
              '9:16 (Portrait Widescreen)',
              '16:9 (Widescreen)',
              '21:9 (Ultrawide)',
            ],
          },
        ],
        megapixels: [
          'FLOAT',
          { tooltip: 'Size aimed at, in megapixels; 1 is about 1024 by 1024.', default: 1, min: 0.1, max: 16, step: 0.1 },
        ],
        multiple: [
          'INT',
          { tooltip: 'Both sides are rounded to a multiple of this.', advanced: true, default: 8, min: 8, max: 128, step: 4 },
        ],
      },
    },
    output: ['INT', 'INT'],
    output_name: ['width', 'height'],
    output_tooltips: ['The width, rounded to the multiple.', 'The height, rounded to the multiple.'],
  }),

  ColorToRGBInt: v3('ColorToRGBInt', {
    display_name: 'Color Picker',
    description: 'Gives a colour as one number and as hexadecimal text.',
    python_module: 'comfy_extras.nodes_color',
    category: 'utilities',
    input: { required: { color: ['COLOR', { default: '#ffffff', socketless: true }] } },
    output: ['INT', 'COLOR', 'FLOAT'],
    output_name: ['rgb_int', 'hex', 'alpha'],
  }),
};
