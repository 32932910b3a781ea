// Names a module as programs import it, without the scope: `onnx/expressions`, not `onnx/src/expressions`.
import { Converter, ReflectionKind } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (reflection.kindOf(ReflectionKind.Module))
      reflection.name = reflection.name.replace(/^packages\/|\/src/g, '');
  });
}
