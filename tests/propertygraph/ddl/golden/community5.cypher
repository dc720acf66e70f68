CREATE CONSTRAINT graphkit_entity_id IF NOT EXISTS FOR (e:`Entity`) REQUIRE e.`id` IS UNIQUE;
CREATE CONSTRAINT graphkit_claim_id IF NOT EXISTS FOR (e:`Claim`) REQUIRE e.`id` IS UNIQUE;
CREATE INDEX graphkit_claim_edge_key IF NOT EXISTS FOR (e:`Claim`) ON (e.`edge_key`);
CREATE CONSTRAINT graphkit_load_lease IF NOT EXISTS FOR (e:`GraphkitLoad`) REQUIRE e.`lease` IS UNIQUE;
CREATE CONSTRAINT graphkit_unique_Company__register IF NOT EXISTS FOR (e:`Company`) REQUIRE e.`register` IS UNIQUE;
// Every Named has a name: Neo4j Community cannot enforce it; graphkit checks it (GK313).
// name of Named is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// name of Named is no longer than 200: Neo4j Community cannot enforce it; graphkit checks it (GK316).
// register of Company is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// register of Company matches "[A-Z]{2}[0-9]+": Neo4j Community cannot enforce it; graphkit checks it (GK315).
// founded of Company is an edtf: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// sectors of Company is a list<Sector>: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// sectors of Company is one of the words of Sector: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// branches of Bank is an integer: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// branches of Bank is at least 0: Neo4j Community cannot enforce it; graphkit checks it (GK314).
// audited of Bank is a list<date>: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// born of Person is a date: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// Every Person has a seen: Neo4j Community cannot enforce it; graphkit checks it (GK313).
// seen of Person is a datetime: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// Every Document has a title: Neo4j Community cannot enforce it; graphkit checks it (GK313).
// title of Document is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// publisher of Document is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// author of Document is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// published of Document is an edtf: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// language of Document is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// url of Document is a url: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// reports of Document is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// sha256 of Document is a string: Neo4j Community cannot enforce it; graphkit checks it (GK312).
// OWNS goes from Company or Person to Company: Neo4j Community cannot enforce it; graphkit checks it (GK402).
// share of OWNS is a float: Neo4j Community cannot enforce it; graphkit checks it (GK412).
// share of OWNS is at least 0: Neo4j Community cannot enforce it; graphkit checks it (GK414).
// share of OWNS is at most 100: Neo4j Community cannot enforce it; graphkit checks it (GK414).
// Every OWNS has a deed: Neo4j Community cannot enforce it; graphkit checks it (GK413).
// deed of OWNS is a string: Neo4j Community cannot enforce it; graphkit checks it (GK412).
// No two edges of OWNS share a deed: the constraint would slow down the writing of edges; graphkit checks it (GK417).
// LIVES_IN goes from Person to Place: Neo4j Community cannot enforce it; graphkit checks it (GK402).
// A source of LIVES_IN has at most 1 targets at once: Neo4j Community cannot enforce it; graphkit checks it (GK408).
// NEAR goes from Place or Person to Place or Person: Neo4j Community cannot enforce it; graphkit checks it (GK402).
