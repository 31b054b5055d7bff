/** By which ways a message is known, as bits; one message may come by several. */
export const source = { live: 1, history: 2, phoneApp: 4, wicket: 8 } as const;
