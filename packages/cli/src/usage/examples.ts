import type { Command } from 'commander';

/** Command lines that work, by the command's name: what it is mostly used for comes first. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  camscope: [
    'camscope explain chest.png --model model.onnx --method grad-cam',
    'camscope init study',
    'camscope run study/study.yaml',
    'camscope report study/results',
  ],
  init: [
    'camscope init study',
    'camscope init study --from table --images images --annotations boxes.csv --model model.onnx --card card.yaml',
    'camscope init study --from chestxray14 --images images --annotations BBox_List_2017.csv --model model.onnx --card card.yaml',
  ],
  data: ['camscope data study.yaml', 'camscope data study.yaml --json'],
  explain: [
    'camscope explain chest.png --model model.onnx --card card.yaml --method grad-cam --target Cardiomegaly',
    'camscope explain images --card card.yaml --method grad-cam --method layer-cam --sheet --out maps',
    'camscope explain chest.dcm --card card.yaml --method score-cam --budget 200 --segmenter multi-otsu',
  ],
  compile: ['camscope compile model.onnx --card card.yaml --method grad-cam --out explained.onnx'],
  run: [
    'camscope run study.yaml',
    'camscope run study.yaml --limit 20 --only method=grad-cam --set runtime.batch=16 --out tried',
    'camscope run study.yaml --shard 2/3',
  ],
  plan: ['camscope plan study.yaml', 'camscope plan study.yaml --set methods.0.options.relu=false'],
  status: ['camscope status results'],
  merge: ['camscope merge results', 'camscope merge results part-1 part-2 part-3'],
  slurm: ['camscope slurm study.yaml --shards 16 --time 4:00:00 --gres gpu:1 --submit'],
  report: ['camscope report results', 'camscope report results --metric box-iou --segmenter multi-otsu'],
  view: ['camscope view results', 'camscope view results other-results --no-open --port 8080'],
  compare: ['camscope compare results other-results --metric box-iou --out differences.csv'],
  tune: ['camscope tune validation-results --method grad-cam --grid 0.05:0.95:0.05'],
  export: ['camscope export chexlocalize results --method grad-cam --out found.json'],
  validate: [
    'camscope validate study.yaml',
    'camscope validate study.yaml --only model=densenet121 --json',
    'camscope validate study.yaml --print',
  ],
  inspect: ['camscope inspect model.onnx', 'camscope inspect model.onnx --write-card card.yaml'],
  list: ['camscope list', 'camscope list explainer', 'camscope list metric --plugin ./my-metric.ts'],
  describe: ['camscope describe multi-otsu'],
  studio: ['camscope studio', 'camscope studio --port 8080 --no-open'],
  schema: ['camscope schema > study.schema.json'],
  doctor: [
    'camscope doctor',
    'camscope doctor --provider cuda --conformance',
    'camscope doctor --bench --model model.onnx',
  ],
  help: ['camscope help run'],
};

/** Shows a command's examples below its help. */
export function addExamples(command: Command): void {
  const lines = EXAMPLES[command.name()].map((line) => `\n  ${line}`);
  command.addHelpText('after', `\nExamples:${lines.join('')}`);
}
