import type { Raster } from '../values/raster.ts';
import type { Contribution } from './contribution.ts';

/** Reads and writes image files. */
export interface ImageCodec extends Contribution<'image-codec'> {
  /**
   * Whether a file of a folder is to be taken for an image, by its name or by its first 256 bytes, where they are known. Without
   * this, every file is.
   */
  accepts?(name: string, head?: Uint8Array): boolean;
  /**
   * Width and height of an image as it is decoded, told by its header; without this, images are decoded for it.
   * @param head the file's first bytes, at least 256 or all; of DICOM, what is before the pixels.
   * @param path from which libraries read more where `head` is not enough.
   * @returns undefined where the header does not tell.
   */
  sizeOf?(
    head: Uint8Array,
    path: string,
  ): Promise<{ readonly width: number; readonly height: number } | undefined>;
  /**
   * Decodes one image file, whose format is told by its content.
   * @param name shown in errors.
   * @throws CamscopeError IMAGE_INVALID for a damaged, oversized or unknown image.
   */
  decode(bytes: Uint8Array, name: string): Promise<Raster>;
  /** Encodes an 8-bit raster as PNG. */
  encodePng(raster: Raster): Promise<Uint8Array>;
  /**
   * Encodes an 8-bit raster as JPEG.
   * @param quality 1 to 100.
   */
  encodeJpeg(raster: Raster, quality: number): Promise<Uint8Array>;
}
