import { elementArrays, sizeOf, type ElementStorage, type ElementType, type Tensor } from './tensor.ts';

/**
 * Memory for feeds that are read once: filled, given away with a run, and back when the run has ended, to be filled again. What does
 * not come back, since a worker died or a run was withdrawn, is not missed: fresh memory takes its place.
 */
export class Scratch {
  readonly #free: ArrayBuffer[] = [];
  readonly #lent = new WeakSet<ArrayBufferLike>();

  /** An array that holds anything, until it is fed to a run that is given this scratch. */
  take<Type extends ElementType>(type: Type, dims: readonly number[]): ElementStorage[Type] {
    const length = sizeOf(dims);
    const buffer = this.#freeOf(length * elementArrays[type].BYTES_PER_ELEMENT);
    this.#lent.add(buffer);
    return new elementArrays[type](buffer, 0, length) as ElementStorage[Type];
  }

  /** For runtimes: the memory of tensors that was taken here. */
  lentTo(tensors: Readonly<Record<string, Tensor>>): ArrayBuffer[] {
    const buffers = new Set(Object.values(tensors).map(({ data }) => data.buffer as ArrayBuffer));
    return [...buffers].filter((buffer) => this.#lent.has(buffer));
  }

  /** For runtimes: memory that nobody uses any more. What has been moved elsewhere is empty, and passed over. */
  giveBack(buffers: Iterable<ArrayBuffer>): void {
    for (const buffer of buffers) {
      this.#lent.delete(buffer);
      if (buffer.byteLength > 0 && !this.#free.includes(buffer)) this.#free.push(buffer);
    }
  }

  /** The smallest that is large enough; else a fresh one, in place of one that is not. */
  #freeOf(bytes: number): ArrayBuffer {
    this.#free.sort((a, b) => a.byteLength - b.byteLength);
    const fitting = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0];
    this.#free.pop();
    return new ArrayBuffer(bytes);
  }
}
