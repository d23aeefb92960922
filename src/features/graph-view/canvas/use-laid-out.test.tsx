import { waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createDocument } from '@/graph/document/create-document';
import type { WorkflowDocument } from '@/graph/document/model';
import { addNode } from '@/graph/edit/nodes';
import { createPageParts } from '@/testing/page-parts';
import { renderWithSession } from '@/testing/render-with-session';
import { sampleNode, sampleTypes } from '../fixtures/sample-graph';
import { useLaidOut } from './use-laid-out';

function documentOf(count: number): WorkflowDocument {
  let document = createDocument();
  for (let i = 1; i <= count; i++)
    document = addNode(document, { graphId: 'root', node: sampleNode('Sampler', String(i), { x: 0, y: 0 }) });
  return document;
}

/** Every answer of the hook, in order. */
function answersFor(document: WorkflowDocument): readonly boolean[] {
  const answers: boolean[] = [];
  function Asker() {
    answers.push(useLaidOut(document, { graphId: 'root', nodeTypes: sampleTypes }));
    return null;
  }
  renderWithSession(<Asker />, { wrap: createPageParts().wrap });
  return answers;
}

describe('useLaidOut', () => {
  it('lets a small graph be shown at once', () => {
    expect(answersFor(documentOf(3))).toEqual([true]);
  });

  it('holds a large graph back until its nodes are laid out', async () => {
    const answers = answersFor(documentOf(600));
    expect(answers[0]).toBe(false);
    await waitFor(() => expect(answers.at(-1)).toBe(true));
  });
});
