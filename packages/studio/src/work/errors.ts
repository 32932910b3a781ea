import { CamscopeError, isCamscopeError, type ErrorCode, type ErrorDetails } from '@camscope/core';
import { transferHandlers, type TransferHandler } from 'comlink';

type Thrown = { readonly value: unknown };
type Sent = {
  readonly camscope: true;
  readonly code: ErrorCode;
  readonly summary: string;
  readonly details: ErrorDetails;
};

/** Makes errors of camscope cross between page and worker as what they are; both sides call it, once. */
export function sendErrorsWhole(): void {
  const plain = transferHandlers.get('throw') as TransferHandler<unknown, object>;
  const whole: TransferHandler<unknown, object> = {
    canHandle: plain.canHandle,
    serialize: (thrown) => {
      const { value } = thrown as Thrown;
      return isCamscopeError(value) ? [sent(value), []] : plain.serialize(thrown);
    },
    deserialize: (message) => {
      if (!('camscope' in message)) return plain.deserialize(message);
      const { code, summary, details } = message as Sent;
      throw new CamscopeError(code, summary, details);
    },
  };
  transferHandlers.set('throw', whole);
}

/** Its cause stays behind: not every one can be cloned. */
function sent({ code, summary, details: { cause: _, ...details } }: CamscopeError): Sent {
  return { camscope: true, code, summary, details };
}
