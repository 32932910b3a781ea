import type { Citation } from '@camscope/core';

/** A citation in one line. */
export function publicationText(citation: Citation | undefined): string {
  if (!citation) return '';
  const { text, doi, arxiv } = citation;
  return [text, doi && `doi:${doi}`, arxiv && `arXiv:${arxiv}`].filter(Boolean).join(', ');
}
