import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Diagnostic } from '@/lib/diagnostic';
import { invariant } from '@/lib/errors';
import type { NodeId, PromptId } from '@/protocol/ids';
import type { GraphController } from './controller';
import type { ViewState } from './view-store';

/** What nodes need to know about the last run and the state of the document; changes seldom. */
export interface GraphFacts {
  /** The last run of this document from here; its progress is painted on the nodes. */
  readonly promptId: PromptId | null;
  /** Everything known to be wrong, by node id of the shown graph: marks nodes and inputs. */
  readonly problems: ReadonlyMap<NodeId, readonly Diagnostic[]>;
  /** What the server had against the last run: worded at the node's foot as well. */
  readonly refusals: ReadonlyMap<NodeId, readonly Diagnostic[]>;
}

export const ControllerContext = createContext<GraphController | null>(null);
export const GraphFactsContext = createContext<GraphFacts>({
  promptId: null,
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
