/** Remembers how many go into one run of a graph on a device, by a key of 64 hexadecimal digits. */
export interface SizeCache {
  get(key: string): Promise<number | undefined>;
  put(key: string, size: number): Promise<void>;
}
