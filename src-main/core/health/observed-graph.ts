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
    sendMessage: async (...call) => noted(await graph.sendMessage(...call)),
    markRead: async (...call) => noted(await graph.markRead(...call)),
    showTyping: async (...call) => noted(await graph.showTyping(...call)),
    uploadMedia: async (...call) => noted(await graph.uploadMedia(...call)),
    // One file that cannot be had says nothing about the number: media has a line of its own on the health page.
    lookupMedia: (...call) => graph.lookupMedia(...call),
    downloadMedia: (...call) => graph.downloadMedia(...call),
    setBlocked: (...call) => graph.setBlocked(...call),
    phoneNumber: async (...call) => noted(await graph.phoneNumber(...call)),
    spacingMs: (connectionId) => graph.spacingMs(connectionId),
  };
}
