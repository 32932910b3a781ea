import { Container, type ContainerModule } from 'inversify';
import { fieldsOf } from '../definitions/check.ts';
import { belongsTo } from '../definitions/failed.ts';
import { watched } from '../definitions/watch.ts';
import { REGISTRY } from './parts.ts';
import { refuseFaulty, type Plugin } from './plugin.ts';
import { registryOf } from './registry.ts';
import { tokenOf } from './tokens.ts';

/** A plugin, and the `file:line:column` where it is named, if a file names it. */
export type PlacedPlugin = Plugin & { readonly at?: string };

/**
 * The application: every contribution bound to the token of its kind, the registry of them, and the parts of `modules`.
 * What is bound is made once, when first asked for; a part is exchanged by `rebind` before that.
 * @throws CamscopeError PLUGIN_INVALID; ID_DUPLICATE when the registry is first asked for.
 */
export function createContainer(plugins: Iterable<PlacedPlugin>, ...modules: ContainerModule[]): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  for (const plugin of new Set(plugins)) bind(plugin, container);
  container.bind(REGISTRY).toDynamicValue((context) => registryOf((kind) => context.getAll(tokenOf(kind))));
  container.load(...modules);
  return container;
}

/** A container within another, for parts that last as long as one piece of work. What it lacks is the outer one's. */
export function createScope(outer: Container, ...modules: ContainerModule[]): Container {
  const container = new Container({ defaultScope: 'Singleton', parent: outer });
  container.load(...modules);
  return container;
}

function bind(plugin: PlacedPlugin, container: Container): void {
  const { name, contributes, at } = plugin;
  refuseFaulty(plugin);
  for (const given of contributes) {
    const { kind } = given;
    const contribution = watched(given, fieldsOf(kind));
    belongsTo(contribution, name);
    container.bind(tokenOf(kind)).toConstantValue({ plugin: name, contribution, at });
  }
}
