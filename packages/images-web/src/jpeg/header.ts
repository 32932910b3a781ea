/** What the frame header of a JPEG says. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
}

/** Markers of frame headers: SOF0 to SOF15, without those that are tables (DHT, JPG, DAC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const END = 0xd9;

/** @throws Error for a stream that ends before its frame header, or in the middle of its image. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  if (!endsWhole(bytes)) throw new Error('it ends before its last marker');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length; at += 2 + view.getUint16(at + 2)) {
    if (bytes[at] !== 0xff) break;
    while (bytes[at + 1] === 0xff) at++;
    if (!isFrame(bytes[at + 1])) continue;
    const [precision, height, width] = [bytes[at + 4], view.getUint16(at + 5), view.getUint16(at + 7)];
    return { width, height, precision, components: bytes[at + 9] };
  }
  throw new Error('it has no frame header');
}

/** Browsers show what they have of a stream that was cut off, the rest in grey. Fillers may follow its end. */
function endsWhole(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 2 && bytes[end - 1] !== END) end--;
  return bytes[end - 2] === 0xff;
}
