import type { FloatTensor, MaskSet, Scratch } from '@camscope/core';
import { maskInput } from '@camscope/onnx';

type Feeds = Readonly<Record<string, FloatTensor>>;

/** What a run of these masks is fed: by every run of the image alike, and for each mask. */
export function feedsOf(
  set: MaskSet,
  masks: readonly number[],
  scratch: Scratch,
): { shared: Feeds; each: Feeds } {
  return { shared: sharedFeeds(set), each: inTheGraph(set.feeds(masks, scratch)) };
}

/** What every run of an image's masks is fed. */
export function sharedFeeds({ shared = {} }: MaskSet): Feeds {
  return inTheGraph(shared);
}

function inTheGraph(feeds: Feeds): Feeds {
  return Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [maskInput(name), tensor]));
}
