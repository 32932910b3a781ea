/** Names of the pages of a report, which know one another by them. */
export const MAIN_PAGE = 'index.html';
export const DETAILS_PAGE = 'details.html';
