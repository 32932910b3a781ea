import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CamscopeError, isCamscopeError, messageOf } from '@camscope/core';
import { HEADERS } from './headers.ts';

/** Answers a request, or says false where there is nothing under its path. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface Served {
  /** Ends with `/`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeRequest {
  /** By the first folder of a path; what no other takes is `''`'s. Each sees the path behind its folder. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** A free one where it is 0. */
  readonly port: number;
  /** First folder of every path, which who asks must know. */
  readonly token?: string;
}

const HOST = '127.0.0.1';

/**
 * Serves this machine alone. A page of another site that reaches it by a name of its own is refused, and so is whoever lacks the token.
 * @throws CamscopeError CONFIG_INVALID for a port that is taken.
 */
export async function serve({ handlers, port, token }: ServeRequest): Promise<Served> {
  const base = token === undefined ? '/' : `/${token}/`;
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => fail(response, error));
  });
  await listening(server, port);
  const { port: taken } = server.address() as AddressInfo;
  const names = [`${HOST}:${taken}`, `localhost:${taken}`];
  return { url: `http://${HOST}:${taken}${base}`, close: () => closed(server) };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (!names.includes(request.headers.host ?? '')) return refuse(response, 421);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    // A service worker would keep in the browser what a token guards.
    if (token !== undefined && 'service-worker' in request.headers) return refuse(response, 403);
    const url = request.url ?? '/';
    if (!url.startsWith(base)) return refuse(response, 404);
    const rest = url.slice(base.length);
    const [, folder = '', behind = rest] = /^([^/?]+)\/(.*)$/.exec(rest) ?? [];
    const own = Object.hasOwn(handlers, folder) ? folder : '';
    request.url = `/${own === '' ? rest : behind}`;
    if (!(await handlers[own](request, response))) refuse(response, 404);
  }
}

async function listening(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
  } catch (cause) {
    throw new CamscopeError('CONFIG_INVALID', `Nothing can be served at port ${port}`, {
      found: messageOf(cause),
      fix: 'Name another --port, or none for one that is free',
      cause,
    });
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** An error as the command line would tell it, as JSON. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const { code, summary, details } = isCamscopeError(error)
    ? error
    : { code: 'INTERNAL', summary: messageOf(error), details: {} };
  const { asked, found, fix } = details;
  response.writeHead(500, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ error: { code, summary, details: { asked, found, fix } } }));
}
