/** What is to be known of a method on a network. */
export interface MethodNote {
  readonly model: string;
  readonly method: string;
  /** Reads on from the method's name. */
  readonly text: string;
}

/** One note a network, in which methods of which the same is told stand together: `resnet: rise, score-cam on 8 of 34 images`. */
export function notesByNetwork(notes: Iterable<MethodNote>): string[] {
  const networks = new Map<string, Map<string, Set<string>>>();
  for (const { model, method, text } of notes) {
    const texts = entry(networks, model, () => new Map<string, Set<string>>());
    entry(texts, text, () => new Set<string>()).add(method);
  }
  return [...networks].map(([model, texts]) => {
    const parts = [...texts].map(([text, methods]) => `${[...methods].join(', ')} ${text}`);
    return `${model}: ${parts.join('; ')}`;
  });
}

function entry<Value>(map: Map<string, Value>, key: string, begin: () => Value): Value {
  const known = map.get(key) ?? begin();
  map.set(key, known);
  return known;
}
