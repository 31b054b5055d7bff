export const panelScript = '';
