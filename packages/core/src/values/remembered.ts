/**
 * The same function, that makes what it gives once for each object, for all who ask: what several metrics need of a map, of a mask or
 * of an annotation, whose values change no more. It is forgotten with the object. Of two objects:
 * `remembered((map) => remembered((annotation) => …))`.
 */
export function remembered<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const made = new WeakMap<Of, { readonly value: Made }>();
  return (of) => {
    let known = made.get(of);
    if (!known) made.set(of, (known = { value: make(of) }));
    return known.value;
  };
}
