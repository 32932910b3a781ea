/** Where the commands of a page are run that `run.ts` does not run: by how its path begins. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/tutorials/': 'tools/tests/tutorials.test.ts',
  'examples/chestxray14/': 'tools/tests/examples.test.ts',
  // Some sixty, which take minutes: whenever the site is built.
  'packages/methods-': 'tools/site/pictures.ts',
};

/** Commands that are not run with their pages, by how they begin, and why. */
export const APART: readonly (readonly [begins: string, because: string])[] = [
  ['git ', 'it is about the clone that this is'],
  ['cd camscope', 'it is about the clone that this is'],
  ['npm ci', 'it would install anew what runs the tests'],
  ['npm test', 'it would run itself'],
  ['npm run demo', 'it takes a minute and more; .ci/run checks runs it'],
  ['npm run new', 'it writes into the workspace; tools/tests/skeletons.test.ts makes one of every family'],
  [
    'npm run docs:write',
    'it writes into the workspace; tools/tests/registry.test.ts holds what it would write',
  ],
  ['npm install', 'it asks the registry; npm run check:packages and npm run rehearse install what is packed'],
  ['npm init', 'it is npm’s own'],
  ['npm pkg', 'it is npm’s own'],
  ['npx nx sync', 'it writes into the workspace; .ci/run checks that nothing is to be written'],
  ['npx tsx --test', 'it needs packages of the registry; tools/tests/kits.test.ts runs the pages’ tests'],
  ['pip install', 'it takes 3 GB of another registry'],
  ['python3 ', 'it needs PyTorch'],
  ['for network in', 'it trains for an hour'],
  ['do', 'it trains for an hour'],
  ['done', 'it trains for an hour'],
  ['node tools/run.js tools/train/dump-phantoms.ts', 'it draws thousands of phantoms, for ten minutes'],
  ['node tools/run.js tools/train/write-scores.ts', 'it writes into the workspace'],
  ['node node_modules/onnxruntime-node/script/install', 'it fetches the libraries of CUDA'],
  ['parallel ', 'GNU parallel is no part of camscope; packages/cli/tests/shards.test.ts runs what it starts'],
  ['camscope slurm', 'it submits; tools/tests/slurm.test.ts does so where Slurm is installed'],
  ['camscope studio', 'its page has to be built; tools/tests/studio.test.ts builds and uses it in a browser'],
  ['camscope view', 'its page has to be built; tools/tests/studio.test.ts builds and uses it in a browser'],
  ['camscope doctor --conformance', 'it takes minutes; packages/conformance holds the same to the CPU'],
  ['camscope doctor --provider cuda', 'it needs a card'],
  ['camscope explain chest.png --model resnet50.onnx --method grad-cam --provider cuda', 'it needs a card'],
];
