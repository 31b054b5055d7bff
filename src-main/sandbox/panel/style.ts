export const panelStyle = '';
