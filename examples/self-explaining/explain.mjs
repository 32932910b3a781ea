// A self-explaining network with plain onnxruntime-node: no camscope at run time.
// Usage: node explain.mjs NETWORK.explained.onnx IMAGE [OUT.png]
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';

const [network, image, out = 'heatmap.png'] = process.argv.slice(2);
const session = await InferenceSession.create(network);
const [name] = session.inputNames;
const [, channels, height, width] = session.inputMetadata[0].shape;

// Scale as your network expects it (its model card is in the file's metadata, under `camscope.card`); here as the
// phantom networks do.
const pixels = await sharp(image)
  .resize(width, height, { fit: 'fill' })
  .toColourspace('b-w')
  .removeAlpha()
  .raw()
  .toBuffer();
const grey = Float32Array.from(pixels, (pixel) => (pixel / 255 - 0.5) / 0.25);
const input = new Float32Array(channels * grey.length);
for (let c = 0; c < channels; c++) input.set(grey, c * grey.length);

const { logits, heatmap } = await session.run({
  [name]: new Tensor('float32', input, [1, channels, height, width]),
});
const top = logits.data.indexOf(Math.max(...logits.data));
await sharp(Buffer.from(heatmap.data.map((heat) => Math.round(heat * 255))), {
  raw: { width, height, channels: 1 },
})
  .png()
  .toFile(out);
console.log(`class ${top}, logit ${logits.data[top].toFixed(3)}; its heatmap is ${out}`);
