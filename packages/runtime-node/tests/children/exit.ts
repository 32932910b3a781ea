// Ends this process in one of several ways; the test looks at its exit code and output.
import { fileURLToPath } from 'node:url';
import { startNodeRuntime } from '@camscope/runtime-node';
import { image, model } from '../support.ts';

const runtime = startNodeRuntime();
const open = () => runtime.open(model('convolutions'), { provider: 'cpu', threads: 1 });
const session = await open();
await session.run({ x: image(8) });
process.on('exit', () => console.log('ending'));

const endings: Record<string, () => unknown> = {
  forgotten: async () => console.log((await session.run({ x: image(384) })).y.dims.join()),
  exit: () => {
    void session.run({ x: image(384) });
    void session.run({ x: image(384) });
    void open();
    setTimeout(() => void open(), 60);
    setTimeout(() => process.exit(7), 70);
  },
  starting: () => {
    void startNodeRuntime().load(fileURLToPath(import.meta.url));
    setTimeout(() => process.exit(7), Number(process.argv[3]));
  },
  uncaught: () => {
    void session.run({ x: image(384) });
    setTimeout(() => {
      throw new Error('a mistake elsewhere');
    }, 50);
  },
};
await endings[process.argv[2]]();
