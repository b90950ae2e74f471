// The elements of the page, or of a part of it, that a selector finds.
const all = (selector, part = document) => [...part.querySelectorAll(selector)];
