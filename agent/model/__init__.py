"""Language models: opening one, our LangChain chat model, and the local engine from the inside."""
