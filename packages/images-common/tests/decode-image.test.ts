import { decodeImage, looksLikeImage, type DecodeEncoded } from '@camscope/images-common';
import { expect, test } from 'vitest';

const PNG = Uint8Array.from('\x89PNG\r\n\x1a\n', (letter) => letter.charCodeAt(0));
const white: DecodeEncoded = async () => ({
  width: 1,
  height: 1,
  channels: 1,
  data: Uint8Array.of(255),
  white: 255,
});

test('a format is decoded by the library of the codec, where it has one', async () => {
  expect(await decodeImage(PNG, 'chest', white, ['PNG'])).toMatchObject({ width: 1, white: 255 });
  await expect(decodeImage(PNG, 'chest', white, ['JPEG'])).rejects.toMatchObject({
    code: 'IMAGE_INVALID',
    details: {
      found: 'a PNG file, which is not read here',
      fix: 'Give a JPEG or DICOM file, or an .IMG file of JSRT, whole',
    },
  });
});

test('an image is known by its first bytes, whatever its name', () => {
  expect(looksLikeImage('IM0001', PNG)).toBe(true);
  expect(looksLikeImage('IM0001', new Uint8Array())).toBe(false);
});
