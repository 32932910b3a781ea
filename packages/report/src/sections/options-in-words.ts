/** `classes 3, source intensity`: options on one line. */
export function optionsInWords(options: Readonly<Record<string, unknown>> = {}): string {
  return Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${valueInWords(value)}`)
    .join(', ');
}

function valueInWords(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
