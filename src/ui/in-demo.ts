/** This page is a demo: what leaves it, on paper or as a file, says so. */
export const inDemo = (): boolean => 'practice' in document.documentElement.dataset
/** What it says. */
export const demoWords = 'DEMO. A made-up child, for training.'
