import type { JsonObject } from '@/lib/json';

interface Replacement {
  readonly to: string;
  readonly widgets?: readonly string[];
  /** New input to old input, or to a fixed value. */
  readonly inputs?: readonly (
    { readonly new_id: string; readonly old_id: string } | { readonly new_id: string; readonly set_value: string }
  )[];
  readonly outputs?: readonly { readonly new_idx: number; readonly old_idx: number }[];
}

/** Renamed classes of ComfyUI 0.33, old name to new. Source: GET `/node_replacements` of a real server. */
const RENAMED: Readonly<Record<string, Replacement>> = {
  ResizeImagesByLongerEdge: {
    to: 'ImageScaleToMaxDimension',
    widgets: ['longer_edge'],
    inputs: [
      { new_id: 'image', old_id: 'images' },
      { new_id: 'largest_size', old_id: 'longer_edge' },
      { new_id: 'upscale_method', set_value: 'lanczos' },
    ],
    outputs: [{ new_idx: 0, old_idx: 0 }],
  },
  ImageBatch: {
    to: 'BatchImagesNode',
    inputs: [
      { new_id: 'images.image0', old_id: 'image1' },
      { new_id: 'images.image1', old_id: 'image2' },
    ],
  },
  ImageScaleBy: {
    to: 'ResizeImageMaskNode',
    widgets: ['upscale_method', 'scale_by'],
    inputs: [
      { new_id: 'input', old_id: 'image' },
      { new_id: 'resize_type', set_value: 'scale by multiplier' },
      { new_id: 'resize_type.multiplier', old_id: 'scale_by' },
      { new_id: 'scale_method', old_id: 'upscale_method' },
    ],
  },
  T2IAdapterLoader: { to: 'ControlNetLoader', inputs: [{ new_id: 'control_net_name', old_id: 't2i_adapter_name' }] },
  Load3DAnimation: { to: 'Load3D' },
  Preview3DAnimation: { to: 'Preview3D' },
  SDV_img2vid_Conditioning: { to: 'SVD_img2vid_Conditioning' },
  'ConditioningAverage ': { to: 'ConditioningAverage' },
};

/** The body of GET `/node_replacements`. */
export const NODE_REPLACEMENTS: JsonObject = Object.fromEntries(
  Object.entries(RENAMED).map(([old, { to, widgets, inputs, outputs }]) => [
    old,
    [
      {
        new_node_id: to,
        old_node_id: old,
        old_widget_ids: widgets ?? null,
        input_mapping: inputs?.map((mapping) => ({ ...mapping })) ?? null,
        output_mapping: outputs?.map((mapping) => ({ ...mapping })) ?? null,
      },
    ],
  ]),
);
