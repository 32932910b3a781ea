import { ContainerModule, IMAGE_CODEC, parseOptions, REGISTRY, RUNTIME } from '@camscope/core';

/** Runtime and image codec that the plugins offer first, for commands without a study, which would choose them. */
export const toolsModule = new ContainerModule(({ bind }) => {
  bind(RUNTIME).toResolvedValue(
    (registry) => {
      const [starter] = registry.runtime.all();
      return starter.start(parseOptions(starter));
    },
    [REGISTRY],
  );
  bind(IMAGE_CODEC).toResolvedValue((registry) => registry['image-codec'].all()[0], [REGISTRY]);
});
