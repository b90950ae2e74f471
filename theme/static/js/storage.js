// What a reader chose, for the next visit.
//
// Storage may be switched off; a choice is then good for this page only.
const remembered = (key) => {
  try { return localStorage.getItem(key); } catch { return null; }
};
const remember = (key, value) => {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch { /* nothing to be done */ }
};
