import { afterAll, it } from 'vitest';
import { prepare } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { gradCamPositive } from '@camscope/methods-grad-cam-positive';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';
import { hiResCam } from '@camscope/methods-hires-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { layerCam } from '@camscope/methods-layer-cam';
import { xgradCam } from '@camscope/methods-xgrad-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { entries, readReference } from './references.ts';
const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const cams: any[] = [gradCam, gradCamPlusPlus, gradCamPositive, hiResCam, layerCam, xgradCam];
function cosine(a: any, b: any) { let ab=0,aa=0,bb=0; for (let i=0;i<b.length;i++){ab+=a[i]*b[i];aa+=a[i]*a[i];bb+=b[i]*b[i];} return ab/Math.sqrt(aa*bb); }
it('table', async () => {
  for (const entry of entries) {
    const ref = readReference(entry);
    try {
      const t0 = performance.now();
      const network = await openInMemory(ref.model, runtime);
      const run = async (explainer: any, options?: any, layer?: string) => {
        const p = await prepare({ network, explainer, options, layer, runtime, session: { provider: 'cpu', threads: 1 } });
        try { const { logits, maps } = await p.explain({ image: ref.picture, classes: [ref.target] }); return { logits, raw: maps[0].raw.data as Float32Array, tensor: p.layer.tensor }; } finally { await p.release(); }
      };
      const g = await run(inputGradient);
      const line = [entry.name.padEnd(24), `logit ${relativeError(g.logits, ref.values(ref.logits)).toExponential(1)}`,
        `1-cos ${(1 - cosine(g.raw, ref.values(ref.gradient))).toExponential(1)} err ${relativeError(g.raw, ref.values(ref.gradient)).toExponential(1)}`];
      const gb = await run(guidedBackprop);
      const ge = ref.values(ref.guided ?? ref.gradient);
      line.push(`guided ${(1 - cosine(gb.raw, ge)).toExponential(1)} ${relativeError(gb.raw, ge).toExponential(1)}`);
      if (ref.guidedGradCam) line.push(`ggc ${relativeError((await run(guidedGradCam)).raw, ref.values(ref.guidedGradCam)).toExponential(1)}`);
      let tensor = '';
      for (const m of ref.maps) {
        const r = await run(cams.find((c) => c.id === m.method), m.options, m.layer);
        if (!m.layer) tensor = r.tensor;
        const e = ref.values(m.map);
        line.push(`${m.layer ? 'early:' : ''}${m.method.replace('grad-cam', 'gc')}${Object.values(m.options).join()} ${relativeError(r.raw, e).toExponential(1)}${e.every((v) => v === 0) ? ' ZERO' : ''}`);
      }
      line.push(tensor, `${(performance.now() - t0).toFixed(0)} ms`);
      console.log(line.join(' | '));
    } catch (error) { console.log(entry.name, String(error), (error as any).found ?? ''); }
  }
}, 200000);
