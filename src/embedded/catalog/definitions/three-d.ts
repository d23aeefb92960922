import { v3 } from '../definition';
import { inputModelFiles } from '../live-lists';

/** Definitions of the classes for 3D as ComfyUI 0.33 answers them on `/object_info`, texts in own words. */
export const THREE_D_DEFINITIONS = {
  Load3D: v3('Load3D', {
    display_name: 'Load 3D & Animation',
    python_module: 'comfy_extras.nodes_load_3d',
    category: '3d',
    input: {
      required: {
        model_file: ['COMBO', { multiselect: false, options: inputModelFiles, file_upload: true }],
        image: ['LOAD_3D', {}],
        width: ['INT', { default: 1024, min: 1, max: 4096, step: 1 }],
        height: ['INT', { default: 1024, min: 1, max: 4096, step: 1 }],
      },
    },
    output: ['IMAGE', 'MASK', 'STRING', 'IMAGE', 'LOAD3D_CAMERA', 'VIDEO', 'FILE_3D', 'LOAD3D_MODEL_INFO'],
    output_name: ['image', 'mask', 'mesh_path', 'normal', 'camera_info', 'recording_video', 'model_3d', 'model_3d_info'],
    experimental: true,
    essentials_category: 'Basics',
  }),

  SaveGLB: v3('SaveGLB', {
    display_name: 'Save 3D Model',
    python_module: 'comfy_extras.nodes_save_3d',
    category: '3d',
    input: {
      required: {
        mesh: [
          'MESH,FILE_3D_GLB,FILE_3D_GLTF,FILE_3D_OBJ,FILE_3D_FBX,FILE_3D_STL,FILE_3D_USDZ,FILE_3D_PLY,FILE_3D_SPLAT,FILE_3D_SPZ,FILE_3D_KSPLAT,FILE_3D_SPLAT_ANY,FILE_3D_POINT_CLOUD_ANY,FILE_3D',
          { tooltip: 'The mesh or 3D file to write' },
        ],
        filename_prefix: ['STRING', { default: '3d/ComfyUI', multiline: false }],
      },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: [],
    output_node: true,
    search_aliases: ['export 3d model', 'save mesh'],
    essentials_category: 'Basics',
  }),

  Preview3D: v3('Preview3D', {
    display_name: 'Preview 3D & Animation',
    description: 'Shows a 3D file without keeping it in the output folder.',
    python_module: 'comfy_extras.nodes_load_3d',
    category: '3d',
    input: {
      required: {
        model_file: [
          'STRING,FILE_3D_GLB,FILE_3D_GLTF,FILE_3D_FBX,FILE_3D_OBJ,FILE_3D_STL,FILE_3D_USDZ,FILE_3D',
          { default: '', widgetType: 'STRING', multiline: false, tooltip: 'The 3D file, or the path of one' },
        ],
      },
      optional: { camera_info: ['LOAD3D_CAMERA', { advanced: true }], bg_image: ['IMAGE', { advanced: true }] },
      hidden: { prompt: ['PROMPT'], extra_pnginfo: ['EXTRA_PNGINFO'] },
    },
    output: [],
    output_node: true,
    experimental: true,
    search_aliases: ['view mesh', '3d viewer'],
  }),
};
