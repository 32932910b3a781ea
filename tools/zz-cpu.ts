import { floatTensor } from '@camscope/core';
import { MemoryScoreCache, prepare } from '@camscope/engine';
import { scoreCam } from '@camscope/methods-score-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory, resNet } from '@camscope/testkit';
const session = { provider: 'cpu', threads: 1 };
const runtime = startNodeRuntime();
const model = resNet({ blocks: [3, 4, 6, 3] });
const network = await openInMemory(model, runtime);
const image = noise(1, [3, 224, 224]);
const bare = await runtime.open({ proto: model, external: new Map() }, session);
const N = 96;
const scores = new MemoryScoreCache(0);
const prepared = await prepare({ network, explainer: scoreCam, runtime, session, scores, budget: N });
const cpu = async (f: () => Promise<unknown>) => { const a = process.cpuUsage(); await f(); const b = process.cpuUsage(a); return (b.user + b.system) / 1000 / N; };
const fw = async (batch: number) => { const data = new Float32Array(batch * image.data.length); for (let i = 0; i < batch; i++) data.set(image.data, i*image.data.length); const t = floatTensor(data, [batch, 3,224,224]); for (let d = 0; d < N; d += batch) await bare.run({ image: t }); };
let facts;
for (let r = 0; r < 3; r++) {
  const row: string[] = [];
  for (const b of [1, 4, 8, 16]) row.push(`b${b} ${(await cpu(() => fw(b))).toFixed(1)}`);
  row.push('score-cam ' + (await cpu(async () => { facts = (await prepared.explain({ image, classes: [3] })).facts; })).toFixed(1));
  row.push('14 ' + (await cpu(() => prepared.explain({ image, classes: Array.from({length:14},(_, i)=>i) }))).toFixed(1));
  console.log(row.join('  '), 'ms CPU per image', facts!.chunk);
}
await runtime.close();
