import { v1 } from '../definition';

/** Classes of two public packs that bring pictures in by URL and out as text; the facts are from the packs' sources. */
export const PACKS_DEFINITIONS = {
  LoadImageFromUrlOrPath: v1('LoadImageFromUrlOrPath', {
    python_module: 'custom_nodes.ComfyUI-load-image-from-url',
    category: 'image',
    input: { required: { url_or_path: ['STRING', { multiline: true, dynamicPrompts: false }] } },
    output: ['IMAGE', 'MASK'],
  }),

  ImageToBase64: v1('ImageToBase64', {
    display_name: 'Image To Base64',
    python_module: 'custom_nodes.comfyui-easyapi-nodes',
    category: 'EasyApi/Image',
    input: { required: { images: ['IMAGE'] }, hidden: { prompt: 'PROMPT', extra_pnginfo: 'EXTRA_PNGINFO' } },
    output: ['STRING'],
    output_name: ['base64Images'],
    output_node: true,
  }),

  Base64ToImage: v1('Base64ToImage', {
    display_name: 'Base64 To Image',
    python_module: 'custom_nodes.comfyui-easyapi-nodes',
    category: 'EasyApi/Image',
    input: { required: { base64Images: ['STRING', { forceInput: true }] } },
    output: ['IMAGE'],
    output_is_list: [true],
  }),
};
