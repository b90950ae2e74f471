// What depends on the clock: done when the page is there, and again with each minute.
const everyMinute = [];

// The elements of the page, or of a part of it, that a selector finds.
const all = (selector, part = document) => [...part.querySelectorAll(selector)];
