export const panelPage = '';
