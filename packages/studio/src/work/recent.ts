/** The values that were asked for last, by key; of those before, `drop` hears. */
export class Recent<Value> {
  readonly #most: number;
  readonly #drop: (value: Value) => void;
  readonly #values = new Map<string, Value>();

  constructor(most: number, drop: (value: Value) => void = () => undefined) {
    this.#most = most;
    this.#drop = drop;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    this.forget((one) => one === key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most) this.forget((one) => one === oldest);
  }

  /** Drops every value whose key is meant. */
  forget(isMeant: (key: string) => boolean): void {
    for (const [key, value] of this.#values) {
      if (!isMeant(key)) continue;
      this.#values.delete(key);
      this.#drop(value);
    }
  }
}
