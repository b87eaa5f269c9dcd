/** Looks for the settings that a network was trained with, where its file does not say them. */
package mnisteval.evaluation.settings;
