/**
 * Reads pickles without running anything in them: each opcode is checked before it acts, and what a
 * pickle may call is a short list of names that stand for data. Classes are names, and their
 * objects are attributes.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.weights.pickle;
