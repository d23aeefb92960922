import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Diagnostic } from '@/lib/diagnostic';
import { invariant } from '@/lib/errors';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { GraphController } from './controller';
import type { PastRun } from './use-past-run';
import type { ViewState } from './view-store';

/** What nodes need to know about the last run and the state of the document; changes seldom. */
export interface GraphFacts {
  /** The last run of this document from here; its progress is painted on the nodes. */
  readonly promptId: PromptId | null;
  /** The runs of this document that were watched here, newest first. */
  readonly runIds: readonly PromptId[];
  /** What the server's history has of an earlier one, when the last was not watched here. */
  readonly past: PastRun | null;
  /** Everything known to be wrong, by node id of the shown graph: marks nodes and inputs. */
  readonly problems: ReadonlyMap<NodeId, readonly Diagnostic[]>;
  /** How many errors are inside the instances of the shown graph. */
  readonly inner: ReadonlyMap<NodeId, number>;
  /** What the server had against the last run: worded at the node's foot as well. */
  readonly refusals: ReadonlyMap<NodeId, readonly Diagnostic[]>;
}

export const ControllerContext = createContext<GraphController | null>(null);
export const GraphFactsContext = createContext<GraphFacts>({
  promptId: null,
  runIds: [],
  past: null,
  inner: new Map(),
  problems: new Map(),
  refusals: new Map(),
});

/** The controller of the graph view around. */
export function useController(): GraphController {
  const controller = use(ControllerContext);
  invariant(controller !== null, 'useController outside a graph view');
  return controller;
}

/** A part of the view's state; renders again only when that part changes. */
export function useView<T>(selector: (state: ViewState) => T): T {
  return useStore(useController().view, selector);
}

/** Facts about the shown document. */
export function useGraphFacts(): GraphFacts {
  return use(GraphFactsContext);
}
