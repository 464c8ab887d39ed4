/** The small window in which a teacher has signed in again: the journals that wait are told, and it closes. */
new BroadcastChannel("journal-session").postMessage("signed in");
window.close();
