import type { Runtime, Session } from './runtime.ts';

/** The runtime, but for some parts: to watch, count or exchange what it does. */
export function runtimeWith(runtime: Runtime, own: Partial<Runtime>): Runtime {
  return {
    baseline: runtime.baseline,
    load: (location) => runtime.load(location),
    version: () => runtime.version(),
    providers: () => runtime.providers(),
    open: (source, options) => runtime.open(source, options),
    close: () => runtime.close(),
    ...own,
  };
}

/** The session, but for some parts. */
export function sessionWith(session: Session, own: Partial<Session>): Session {
  const { provider, precision, inputs, outputs } = session;
  return {
    ...{ provider, precision, inputs, outputs },
    run: (feeds, options) => session.run(feeds, options),
    release: () => session.release(),
    ...own,
  };
}
