export { decodeImage, looksLikeImage } from './decode-image.ts';
export { formatOf, isImageName, type DecodeEncoded, type EncodedFormat, type ImageFormat } from './format.ts';
export { invalidImage } from './invalid.ts';
export { checkSize, MAX_PIXELS } from './limits.ts';
export { withoutAlpha, withoutEqualChannels, type Pixels } from './pixels/channels.ts';
