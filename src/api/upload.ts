import { parseUploaded, type FileFolder, type FileRef } from '@/protocol/files';
import { readJson, requireOk, type Transport } from './request';
import { sendForm, type UploadOptions } from './upload-transport';

/** Where an upload goes. */
export interface UploadTarget {
  /** Made when missing. */
  readonly subfolder?: string;
  /** Default `input`. */
  readonly type?: FileFolder;
  /** Without it a taken name with other bytes becomes `name (1).ext`, and equal bytes reuse the file. */
  readonly overwrite?: boolean;
}

/** Uploads. Source: ComfyUI `server.py` image_upload. */
export interface UploadApi {
  /** Any kind of file. The returned name counts, not the one sent. Too large: ApiError `http` 413. */
  readonly uploadImage: (file: File, options?: UploadTarget & UploadOptions) => Promise<FileRef>;
  /**
   * Puts the alpha channel of `mask` into a copy of `original` and saves it under the mask's name. Sizes must be equal (else 500);
   * for a missing original the server answers success and writes nothing.
   */
  readonly uploadMask: (mask: File, original: FileRef, options?: UploadTarget & UploadOptions) => Promise<FileRef>;
}

/** Binds the routes of uploads. */
export function createUploadApi(transport: Transport): UploadApi {
  const upload = async (path: string, form: FormData, options?: UploadOptions) =>
    readJson(requireOk(await sendForm(transport, path, form, options)), parseUploaded);
  return {
    uploadImage: (file, options) => upload('/upload/image', toForm(file, options), options),
    uploadMask: (mask, original, options) => {
      const form = toForm(mask, options);
      const { filename, subfolder, type } = original;
      form.set('original_ref', JSON.stringify({ filename, subfolder, type }));
      return upload('/upload/mask', form, options);
    },
  };
}

function toForm(file: File, { subfolder, type, overwrite }: UploadTarget = {}): FormData {
  const form = new FormData();
  form.set('image', file, file.name);
  if (subfolder !== undefined) form.set('subfolder', subfolder);
  if (type !== undefined) form.set('type', type);
  if (overwrite === true) form.set('overwrite', 'true');
  return form;
}
