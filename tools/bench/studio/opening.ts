import { freshPage, mapsMade, tell, type Stage } from './stage.ts';

const TIMES = 7;

/** From the address to the first map, and for comparison to ONNX Runtime's binary alone, fetched and compiled. */
export async function opening({ browser, url }: Stage): Promise<void> {
  const first: number[] = [];
  const binary: number[] = [];
  for (let i = -1; i < TIMES; i++) {
    const { page, context } = await freshPage(browser);
    const start = performance.now();
    await page.goto(url);
    await mapsMade(page);
    const end = performance.now();
    await page.goto(new URL('phantom/radiographs.json', url).href);
    const compiled = await page.evaluate(
      compile,
      new URL('ort/ort-wasm-simd-threaded.asyncify.wasm', url).href,
    );
    await context.close();
    // The first page of a browser opens slowly, whatever it holds.
    if (i < 0) continue;
    first.push(end - start);
    binary.push(compiled);
  }
  tell('opening: first map', first);
  tell('opening: the binary alone', binary);
}

async function compile(binary: string): Promise<number> {
  const start = performance.now();
  await WebAssembly.compileStreaming(fetch(binary));
  return performance.now() - start;
}
