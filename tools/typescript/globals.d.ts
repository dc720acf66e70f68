// What the page has beside its own script.

/** vis-network, as pyvis brings it. */
declare const vis: any;
