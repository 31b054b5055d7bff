import type { Graph, GraphResult } from '../../graph/types.ts';
import type { GraphStateKeeper } from './graph-state.ts';

/** The same graph, whose outcomes the health page hears of. */
export function observedGraph(graph: Graph, state: GraphStateKeeper, onChanged: () => void): Graph {
  function noted<T>(result: GraphResult<T>): GraphResult<T> {
    const before = state.current().state;
    if (result.ok) state.succeeded();
    else state.failed(result.failure);
    if (state.current().state !== before) onChanged();
    return result;
  }
  return {
    sendText: async (...call) => noted(await graph.sendText(...call)),
    markRead: async (...call) => noted(await graph.markRead(...call)),
    phoneNumber: async (...call) => noted(await graph.phoneNumber(...call)),
    spacingMs: (connectionId) => graph.spacingMs(connectionId),
  };
}
