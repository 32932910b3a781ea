/** Bytes of the number that says how long what is known is. */
const PREFIX = 4;
/** Samples of any type begin where they are aligned. */
const ALIGNMENT = 8;

/** What is known of samples, as JSON, and the samples, as one entry of a store. */
export function joinInput(about: unknown, samples: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(about));
  const start = startOf(header.length);
  const bytes = new Uint8Array(start + samples.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, PREFIX);
  bytes.set(samples, start);
  return bytes;
}

/** The samples are alone in their buffer. */
export function splitInput<About>(bytes: Uint8Array): { about: About; samples: Uint8Array } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = bytes.subarray(PREFIX, PREFIX + length);
  const about = JSON.parse(new TextDecoder().decode(header)) as About;
  return { about, samples: new Uint8Array(bytes.subarray(startOf(length))) };
}

function startOf(header: number): number {
  return Math.ceil((PREFIX + header) / ALIGNMENT) * ALIGNMENT;
}
